import { communeOf, wilayaOf } from '../platform/places';
import type { Errors } from './order-form';

export interface Refusal {
	message: string;
	error?: number;
}

interface Destination {
	wilayaId: number;
	commune: string;
	stopDesk?: 0 | 1;
}

/** Whether the carrier delivers there: a refusal, complaints, or neither (section 4 and 7.1). */
export function judgeDestination({ wilayaId, commune, stopDesk }: Destination): {
	refusal?: Refusal;
	errors?: Errors;
} {
	if (!wilayaOf(wilayaId))
		return { refusal: { error: 10002, message: 'Pas de livraison pour la wilaya sélectionnée' } };
	const place = communeOf(commune, wilayaId);
	if (!place) return { errors: { commune: ['Commune mal écrite, ou désactivée.'] } };
	if (stopDesk === 1 && !place.hasDesk)
		return { refusal: { message: 'Stop desk non disponible pour cette commune' } };
	return {};
}
