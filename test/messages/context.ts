import { fileURLToPath } from 'node:url';
import { loadNewsroom } from '../../src/config/load-newsroom.ts';
import { loadTexts } from '../../src/config/texts.ts';
import type { RenderContext } from '../../src/messages/index.ts';

const configFile = fileURLToPath(new URL('../../config/newsroom.yaml', import.meta.url));

/** The sample newsroom, in a language. */
export async function sampleContext(language: 'ar' | 'en' = 'ar'): Promise<RenderContext> {
  const newsroom = await loadNewsroom(configFile);
  const texts = await loadTexts(configFile);
  return { newsroom, texts: texts[language], timeZone: newsroom.timeZone };
}
