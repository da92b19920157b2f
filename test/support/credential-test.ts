/**
 * The connection test of a credential, run as n8n's server runs it: its CredentialsTester is not
 * published, so what it does with the request and the rules stands here once more (n8n 2.41).
 */
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type INodeType,
	type INodeTypes,
} from 'n8n-workflow';

import { EcotrackApi } from '../../credentials/EcotrackApi.credentials';
import { toNode, type Engine } from './engine';

export async function testCredential(
	engine: Engine,
	credential: ICredentialDataDecryptedObject,
): Promise<{ status: 'OK' | 'Error'; message: string }> {
	const { request, rules = [] } = new EcotrackApi().test;
	const node = toNode('Temp-Node', 'test.start', {});
	const type = {
		description: {
			...engine.nodeType('test.start').description,
			credentials: [{ name: 'ecotrackApi', required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' },
			],
		},
	} as INodeType;
	const nodeTypes = { getByNameAndVersion: () => type } as unknown as INodeTypes;
	const input = { main: [[{ json: {} }]] };
	const context = new ExecuteContext(
		new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes }),
		node,
		engine.additionalData(credential),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		input,
		{ node, data: {}, source: null },
		[],
	);
	const decrypted = { id: '1', name: 'Test', type: 'ecotrackApi', data: credential };
	try {
		const response = await new RoutingNode(context, type, decrypted).runNode();
		const json = response?.[0]?.[0]?.json;
		for (const rule of rules) {
			if (rule.type !== 'responseSuccessBody') continue;
			const { key, value, message } = rule.properties;
			if (json?.[key] === value) return { status: 'Error', message };
		}
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		const { cause, message } = error as Error & {
			cause?: { code?: string; response?: { status: number; statusText: string } };
		};
		if (cause?.response) {
			const { status, statusText } = cause.response;
			for (const rule of rules) {
				if (rule.type !== 'responseCode' || rule.properties.value !== status) continue;
				return { status: 'Error', message: rule.properties.message };
			}
			if (status < 199 || status > 299) return { status: 'Error', message: statusText };
		} else if (cause?.code) return { status: 'Error', message: cause.code };
		return { status: 'Error', message };
	}
}
