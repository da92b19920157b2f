// n8n's package scan of one folder, as JSON. A process of its own: the scanner is an ES module.
import { analyzePackage } from '@n8n/scan-community-package/scanner/scanner.mjs';

const [folder, pattern] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await analyzePackage(folder, [pattern])));
