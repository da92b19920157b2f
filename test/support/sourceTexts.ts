/** What an expression of the sources can say, read from its syntax: every branch, with `…` for what only a run knows. */
import ts from 'typescript';

/** What a run puts in. */
export const HOLE = '…';

const DEEPEST = 12;

/** What an expression can say: one text per branch. */
export function textsOf(node: ts.Expression, depth = 0): string[] {
	if (depth > DEEPEST) return [HOLE];
	const next = (one: ts.Expression) => textsOf(one, depth + 1);
	if (ts.isStringLiteralLike(node)) return [node.text];
	if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return next(node.expression);
	if (ts.isConditionalExpression(node)) return [...next(node.whenTrue), ...next(node.whenFalse)];
	if (ts.isTemplateExpression(node)) {
		return node.templateSpans.reduce(
			(texts, { expression, literal }) =>
				texts.flatMap((text) => next(expression).map((part) => text + part + literal.text)),
			[node.head.text],
		);
	}
	if (ts.isBinaryExpression(node)) {
		const [left, right] = [next(node.left), next(node.right)];
		const isSum = node.operatorToken.kind === ts.SyntaxKind.PlusToken;
		return isSum ? left.flatMap((one) => right.map((other) => one + other)) : [...left, ...right];
	}
	if (ts.isIdentifier(node)) return declaredTexts(node, depth + 1);
	if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
		return returnedTexts(node.expression, depth + 1);
	}
	return [HOLE];
}

/** What stands behind a name in the same file: a constant, or what a function of the file is called with. */
function declaredTexts(name: ts.Identifier, depth: number): string[] {
	const declaration = findDeclaration(name);
	if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer) {
		return textsOf(declaration.initializer, depth);
	}
	if (declaration && ts.isParameter(declaration)) {
		const { parent } = declaration;
		if (!ts.isFunctionDeclaration(parent) || !parent.name || isExported(parent)) return [HOLE];
		const index = parent.parameters.indexOf(declaration);
		const calls = callsOf(parent.name.text, name.getSourceFile());
		const texts = calls.flatMap(({ arguments: given }) =>
			given[index] ? textsOf(given[index], depth) : [],
		);
		return texts.length > 0 ? [...new Set(texts)] : [HOLE];
	}
	return [HOLE];
}

/** What a function of the same file returns. */
function returnedTexts(name: ts.Identifier, depth: number): string[] {
	const declaration = findDeclaration(name);
	return declaration && ts.isFunctionDeclaration(declaration)
		? returnsOf(declaration, depth)
		: [HOLE];
}

/** What a function can say with each of its returns. */
export function returnsOf({ body }: ts.FunctionDeclaration, depth = 0): string[] {
	const texts: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isReturnStatement(node) && node.expression) {
			texts.push(...textsOf(node.expression, depth));
		}
		if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
	};
	if (body) visit(body);
	return texts.length > 0 ? texts : [HOLE];
}

type Declaration = ts.VariableDeclaration | ts.ParameterDeclaration | ts.FunctionDeclaration;

/** The nearest declaration of a name, from where it is used outwards. */
function findDeclaration(name: ts.Identifier): Declaration | undefined {
	for (let scope: ts.Node = name.parent; scope; scope = scope.parent) {
		const statements =
			ts.isBlock(scope) || ts.isSourceFile(scope) ? [...scope.statements] : ([] as ts.Statement[]);
		const variables = statements.flatMap((one) =>
			ts.isVariableStatement(one) ? [...one.declarationList.declarations] : [],
		);
		const candidates: Declaration[] = [
			...variables,
			...statements.filter(ts.isFunctionDeclaration),
			...(ts.isFunctionLike(scope) ? scope.parameters : []),
		];
		const found = candidates.find((one) => isNamed(one.name, name.text));
		if (found) return ts.isIdentifier(found.name as ts.Node) ? found : undefined;
	}
	return undefined;
}

/** By a name, or by a pattern that has the name in it. */
function isNamed(name: ts.BindingName | undefined, text: string): boolean {
	if (!name) return false;
	if (ts.isIdentifier(name)) return name.text === text;
	return name.elements.some((one) => ts.isBindingElement(one) && isNamed(one.name, text));
}

function isExported(node: ts.FunctionDeclaration): boolean {
	return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function callsOf(name: string, file: ts.SourceFile): ts.CallExpression[] {
	const calls: ts.CallExpression[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && nameOfCallee(node)[0] === name) calls.push(node);
		ts.forEachChild(node, visit);
	};
	visit(file);
	return calls;
}

/** The name of what is called, and that of the last thing it is a method of. */
export function nameOfCallee({
	expression,
}: ts.CallExpression): [callee: string, receiver: string] {
	if (ts.isIdentifier(expression)) return [expression.text, ''];
	if (!ts.isPropertyAccessExpression(expression)) return ['', ''];
	const { name, expression: of } = expression;
	const receiver = ts.isPropertyAccessExpression(of)
		? of.name.text
		: ts.isIdentifier(of)
			? of.text
			: '';
	return [name.text, receiver];
}
