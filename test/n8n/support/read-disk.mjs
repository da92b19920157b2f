// Prints what n8n's SQLite database holds, as JSON: `node read-disk.mjs DATABASE AFTER`. Run by the
// Node of n8n, which has node:sqlite. Data of executions only from those with a higher id than AFTER.
import { DatabaseSync } from 'node:sqlite';

const [path, after] = process.argv.slice(2);
const database = new DatabaseSync(path);
const all = (sql, ...values) => database.prepare(sql).all(...values);

console.log(
	JSON.stringify({
		staticData: all('SELECT id AS workflowId, staticData AS json FROM workflow_entity'),
		cursors: all('SELECT workflowId, cursor AS json FROM poller_state'),
		executions: all('SELECT id, workflowId, status, mode FROM execution_entity ORDER BY id'),
		data: all(
			'SELECT executionId AS id, data FROM execution_data WHERE executionId > ?',
			Number(after),
		),
	}),
);
database.close();
