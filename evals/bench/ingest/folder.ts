import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { knowledgeFolder } from '../../company/knowledge.ts';

const perFolder = 50;
const sectionsPerDocument = 8;

interface Section {
  heading: string;
  body: string;
}

/**
 * Writes a folder of documents made of the sample company's policies, in English and Chinese by turns: eight
 * sections each, taken in turning order, with the number of the product line they are for. Of ten documents
 * eight are Markdown, one is HTML, one a CSV list of questions and answers.
 *
 * @returns the size of all of them, in bytes
 */
export async function writeDocuments(folder: string, count: number): Promise<number> {
  const languages = [await sectionsOf(/^[^.]+\.md$/), await sectionsOf(/\.zh\.md$/)] as const;
  let bytes = 0;
  for (let number = 0; number < count; number++) {
    if (number % perFolder === 0) await mkdir(placeOf(folder, number), { recursive: true });
    const chinese = number % 2 === 1;
    const sections = languages[chinese ? 1 : 0];
    const taken = Array.from(
      { length: sectionsPerDocument },
      (_, index) => sections[(number * 5 + index * 7) % sections.length]!,
    );
    const line = chinese ? `产品系列 ${number}` : `product line ${number}`;
    const { ending, text } = written(number, line, taken, chinese);
    bytes += Buffer.byteLength(text);
    await writeFile(join(placeOf(folder, number), `${String(number).padStart(6, '0')}.${ending}`), text);
  }
  return bytes;
}

const placeOf = (folder: string, number: number): string =>
  join(folder, String(Math.floor(number / perFolder)).padStart(4, '0'));

async function sectionsOf(name: RegExp): Promise<Section[]> {
  const files = (await readdir(knowledgeFolder)).filter((file) => name.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(knowledgeFolder, file), 'utf8')));
  return texts.flatMap((text) =>
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [heading = '', ...body] = section.split('\n');
        return { heading: heading.trim(), body: body.join('\n').trim() };
      }),
  );
}

function written(
  number: number,
  line: string,
  sections: readonly Section[],
  chinese: boolean,
): { ending: string; text: string } {
  const title = chinese ? `${line}的服务条款` : `Terms of ${line}`;
  const scope = chinese ? `以下内容适用于${line}。` : `This applies to ${line}.`;
  if (number % 10 === 8) {
    const parts = sections.map(({ heading, body }) => `<h2>${heading}</h2>\n<p>${scope}\n${body}</p>`);
    return {
      ending: 'html',
      text: `<!doctype html><title>${title}</title><h1>${title}</h1>\n${parts.join('\n')}`,
    };
  }
  if (number % 10 === 9) {
    const rows = sections.map(({ heading, body }) => [heading, `${scope}\n${body}`].map(cell).join(','));
    return { ending: 'csv', text: `question,answer\n${rows.join('\n')}\n` };
  }
  const parts = sections.map(({ heading, body }) => `## ${heading}\n\n${scope}\n\n${body}\n`);
  return { ending: 'md', text: `# ${title}\n\n${parts.join('\n')}` };
}

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
