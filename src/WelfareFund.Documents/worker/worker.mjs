// Draws documents with Typst, one at a time. One JSON line in:
//   { id, template, standard, data, files: { "proof.json": base64 } }
// One JSON line out, { id, ok: true, length } followed by that many bytes of PDF, or { id, ok: false, error }.
// The template finds its figures at /data.json and each file at /files/NAME. It ends when its input ends.
import { readdirSync, readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const templates = join(here, '..', 'templates');
const fontPackages = join(here, 'node_modules', '@expo-google-fonts');
const fontStyles = ['400Regular', '400Regular_Italic', '600SemiBold'];
const documentsBetweenCollections = 10;

const { NodeCompiler } = createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu');

const fontBlobs = readdirSync(fontPackages).sort().flatMap(family =>
  readdirSync(join(fontPackages, family)).filter(style => fontStyles.includes(style)).sort().flatMap(style =>
    readdirSync(join(fontPackages, family, style)).filter(file => file.endsWith('.ttf'))
      .map(file => readFileSync(join(fontPackages, family, style, file)))));

const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs }] });

function draw({ template, standard, data, files }) {
  compiler.resetShadow();
  compiler.mapShadow(join(templates, 'data.json'), Buffer.from(JSON.stringify(data)));
  for (const [name, base64] of Object.entries(files))
    compiler.mapShadow(join(templates, 'files', name), Buffer.from(base64, 'base64'));
  const compiled = compiler.compile({ mainFilePath: join(templates, template) });
  if (compiled.hasError())
    throw new Error(describe(compiled.takeDiagnostics()));
  return compiler.pdf(compiled.result, { pdfStandard: standard });
}

function describe(diagnostics) {
  return diagnostics.shortDiagnostics
    .map(({ path, message, hints }) => [path ? `${relative(templates, path)}: ${message}` : message, ...(hints ?? [])].join('; '))
    .join(' | ').replaceAll(templates + '/', '');
}

// What the PDF export refuses arrives as the compiler's own debugging text; people need only its messages.
function messages(error) {
  const found = [...String(error.message || error).matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map(match => JSON.parse(`"${match[1]}"`));
  return found.length === 0 ? String(error.message || error) : [...new Set(found)].join('; ');
}

function write(bytes) {
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

let drawn = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let pdf;
  try {
    pdf = draw(request);
  } catch (error) {
    write(Buffer.from(JSON.stringify({ id: request.id, ok: false, error: messages(error) }) + '\n'));
  }
  if (pdf) {
    write(Buffer.from(JSON.stringify({ id: request.id, ok: true, length: pdf.length }) + '\n'));
    write(pdf);
  }
  // Without both, each document leaves about a megabyte behind.
  compiler.evictCache(1);
  if (++drawn % documentsBetweenCollections === 0) globalThis.gc?.();
}
