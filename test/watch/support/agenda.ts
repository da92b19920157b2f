/** What is due when: a binary heap. An entry whose time has been changed since is passed over. */
export class Agenda<Item extends { dueAt: number }> {
	private readonly heap: Array<{ at: number; item: Item }> = [];

	note(at: number, item: Item): void {
		const { heap } = this;
		heap.push({ at, item });
		for (let child = heap.length - 1; child > 0;) {
			const parent = (child - 1) >> 1;
			if (heap[parent].at <= heap[child].at) break;
			[heap[parent], heap[child]] = [heap[child], heap[parent]];
			child = parent;
		}
	}

	/** The next item that is due by now, or undefined. */
	take(now: number): Item | undefined {
		while (this.heap.length > 0 && this.heap[0].at <= now) {
			const { at, item } = this.pop();
			if (item.dueAt === at) return item;
		}
		return undefined;
	}

	private pop(): { at: number; item: Item } {
		const { heap } = this;
		const top = heap[0];
		const last = heap.pop() ?? top;
		if (heap.length === 0) return top;
		heap[0] = last;
		for (let parent = 0; ;) {
			const left = 2 * parent + 1;
			if (left >= heap.length) return top;
			const right = left + 1;
			const child = right < heap.length && heap[right].at < heap[left].at ? right : left;
			if (heap[parent].at <= heap[child].at) return top;
			[heap[parent], heap[child]] = [heap[child], heap[parent]];
			parent = child;
		}
	}
}
