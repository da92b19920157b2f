// Prints what n8n's SQLite database takes, as JSON, after its log has been written into it:
// `node disk.mjs DATABASE`. Run by the Node of n8n, which has node:sqlite.
import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const [path] = process.argv.slice(2);
const log = `${path}-wal`;
const logBytes = existsSync(log) ? statSync(log).size : 0;
const database = new DatabaseSync(path);
database.exec('PRAGMA busy_timeout = 5000');
const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
const pragma = (name) => Object.values(database.prepare(`PRAGMA ${name}`).get())[0];
const usedBytes = (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
console.log(JSON.stringify({ logBytes, usedBytes, isWhole: busy === 0 }));
database.close();
