/** The last step of a build: the embedded database's template, beside the built code. */
import { packTemplate } from './engine/template.ts';

await packTemplate((line) => process.stderr.write(`${line}\n`));
