import { invitePeople, sampleEditors, sampleEditorsChat } from './people.ts';
import { joinRacks, type PhoneRack } from './phone.ts';
import { type SandboxWhatsApp, startSandboxWhatsApp } from './sandbox-whatsapp.ts';
import { startTelegramApi, type TelegramApi } from './telegram/index.ts';
import { telegramPhones } from './telegram-phones.ts';

/** The far ends that the product uses when it has no credentials. */
export interface Sandbox {
  readonly telegram: { readonly apiRoot: string; readonly token: string };
  /** The editors' group and who may decide there. */
  readonly editorsChat: number;
  readonly editors: readonly number[];
  readonly phones: PhoneRack;
  readonly telegramApi: TelegramApi;
  /** Null where there is no browser to run WhatsApp in. */
  readonly whatsapp: SandboxWhatsApp | null;
  close(): Promise<void>;
}

/**
 * Starts the Bot API server on any free port of 127.0.0.1, with people on it who have already written /start; and, when
 * wanted, a second one for WhatsApp.
 */
export async function startSandbox(botName: string, channels: { readonly whatsapp?: 'shown' } = {}): Promise<Sandbox> {
  const telegramApi = await startTelegramApi({ botName });
  const people = invitePeople(telegramApi.phones);
  const phones = telegramPhones(telegramApi.phones, [...people.subscribers, people.visitor], {
    group: people.editorsGroup,
    people: people.editors,
  });
  const whatsapp = channels.whatsapp === 'shown' ? await startSandboxWhatsApp(botName) : null;
  return {
    telegram: { apiRoot: telegramApi.url, token: telegramApi.token },
    editorsChat: sampleEditorsChat.id,
    editors: sampleEditors.map((editor) => editor.id),
    phones: whatsapp ? joinRacks(phones, whatsapp.phones) : phones,
    telegramApi,
    whatsapp,
    close: async () => {
      await Promise.all([telegramApi.close(), whatsapp?.close()]);
    },
  };
}
