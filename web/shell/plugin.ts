import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** The pages that open without network. */
const PAGES = ['/tickets/pages/JobsPage.tsx', '/tickets/pages/JobPage.tsx'];

interface Chunk {
  type: 'chunk';
  fileName: string;
  isEntry: boolean;
  moduleIds: string[];
  imports: string[];
  viteMetadata?: { importedCss: Set<string> };
}

/** Writes the service worker with the names of all files that these pages need. */
export function shell(): Plugin {
  return {
    name: 'yingda-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk') as unknown as Chunk[];
      const needed = new Set<string>();
      const need = (name: string) => {
        const chunk = chunks.find((one) => one.fileName === name);
        if (!chunk || needed.has(name)) return;
        needed.add(name);
        for (const css of chunk.viteMetadata?.importedCss ?? []) needed.add(css);
        for (const further of chunk.imports) need(further);
      };
      for (const chunk of chunks) {
        const page = chunk.moduleIds.some((id) => PAGES.some((one) => id.endsWith(one)));
        if (chunk.isEntry || page) need(chunk.fileName);
      }
      const files = ['/', '/icon.svg', ...[...needed].toSorted().map((name) => `/${name}`)];
      const code = readFileSync(new URL('./sw.js', import.meta.url), 'utf8');
      const build = createHash('sha256').update(code).update(files.join()).digest('hex').slice(0, 12);
      const source = code.replace('__FILES__', JSON.stringify(files)).replace('__BUILD__', build);
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}
