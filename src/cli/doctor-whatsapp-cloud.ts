import { z } from 'zod';
import { graphApi } from '../channels/whatsapp-cloud/graph.ts';
import type { Environment } from '../config/environment.ts';
import type { Newsroom } from '../config/newsroom.ts';
import { templateFor } from '../messages/whatsapp-template.ts';
import type { Finding } from './doctor.ts';

const numberSchema = z.object({
  display_phone_number: z.string().default('?'),
  verified_name: z.string().default('?'),
  quality_rating: z.string().default('unknown'),
  whatsapp_business_manager_messaging_limit: z.string().optional(),
});

/** The official WhatsApp: whether the token opens the number, and who would get nothing for want of a template. */
export async function examineWhatsAppCloud(environment: Environment, newsroom: Newsroom): Promise<Finding[]> {
  if (environment.whatsappCloud === null) return [];
  return [await number(environment.whatsappCloud, newsroom), ...templates(newsroom), webhook(environment)];
}

async function number(
  { apiRoot, phoneId, token }: NonNullable<Environment['whatsappCloud']>,
  newsroom: Newsroom,
): Promise<Finding> {
  const part = 'official whatsapp';
  const { apiVersion: version, peoplePerDay } = newsroom.channels.whatsappCloud;
  const graph = graphApi({ apiRoot, version, phoneId, token }, { connections: 1, deadlineMs: 8_000 });
  const fields = 'display_phone_number,verified_name,quality_rating,whatsapp_business_manager_messaging_limit';
  const answer = await graph.get(`${phoneId}?fields=${fields}`).finally(() => graph.close());
  if (answer.kind === 'error') {
    const { code, title } = answer.error;
    const mend = 'make a token of a system user with this number, and check WHATSAPP_CLOUD_PHONE_ID';
    return { part, ok: false, detail: `Meta answered ${code}: ${title}`, mend };
  }
  if (answer.kind === 'broken') {
    const detail = 'reason' in answer.outcome ? answer.outcome.reason : 'Meta asks to wait';
    return { part, ok: false, detail, mend: 'check this machine’s way to the internet, or WHATSAPP_CLOUD_API_ROOT' };
  }
  const found = numberSchema.safeParse(answer.body);
  if (!found.success) {
    return { part, ok: false, detail: 'what answers is not the Graph API', mend: 'check WHATSAPP_CLOUD_API_ROOT' };
  }
  const { display_phone_number, verified_name, quality_rating, whatsapp_business_manager_messaging_limit } = found.data;
  const limit = whatsapp_business_manager_messaging_limit ?? 'not told';
  const detail = `${verified_name}, ${display_phone_number}, quality ${quality_rating}, limit ${limit} (newsroom.yaml: ${peoplePerDay} people a day)`;
  return { part, ok: true, detail };
}

/** Each edition in each language: without a template it reaches only those who wrote within 24 hours. */
function templates(newsroom: Newsroom): Finding[] {
  const missing = Object.keys(newsroom.editions).flatMap((edition) =>
    newsroom.languages
      .filter((language) => templateFor(newsroom, edition, language) === undefined)
      .map((language) => `${edition} in ${language}`),
  );
  const part = 'whatsapp templates';
  if (missing.length === 0) return [{ part, ok: true, detail: 'every edition has one in each language' }];
  return [
    {
      part,
      ok: false,
      detail: `none for ${missing.join(', ')}: who has not written for 24 hours will not get it`,
      mend: 'have a template approved in WhatsApp Manager, and name it under channels.whatsappCloud.templates',
    },
  ];
}

function webhook({ publicUrl }: Environment): Finding {
  const part = 'whatsapp webhook';
  if (publicUrl === null) {
    return {
      part,
      ok: false,
      detail: 'NASHRA_PUBLIC_URL is not set: whether Meta reaches /hooks/whatsapp-cloud cannot be told',
      mend: 'set it to the https address that you entered at Meta',
    };
  }
  const isSafe = publicUrl.startsWith('https:');
  const mend = 'Meta calls https addresses only: put a web server with a certificate in front';
  return { part, ok: isSafe, detail: `Meta is to call ${publicUrl}/hooks/whatsapp-cloud`, mend };
}
