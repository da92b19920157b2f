import { parseForm } from '../../../sandbox/http/call';

describe('a query string, read as PHP reads it', () => {
	it.each<[string, Record<string, unknown>]>([
		['a=1&b=', { a: '1', b: '' }],
		['a=1&a=2', { a: '2' }],
		['a[]=1&a[]=2', { a: ['1', '2'] }],
		['a%5B%5D=1', { a: ['1'] }],
		['a[0]=1&a[1]=2', { a: ['1', '2'] }],
		['a[x]=1&a[y]=2', { a: { x: '1', y: '2' } }],
		['a=caf%C3%A9+noir', { a: 'café noir' }],
	])('%s', (text, input) => expect(parseForm(text)).toEqual(input));
});
