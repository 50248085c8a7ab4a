import { invitePeople, sampleEditors, sampleEditorsChat } from './people.ts';
import type { PhoneRack } from './phone.ts';
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
  close(): Promise<void>;
}

/** Starts the Bot API server on any free port of 127.0.0.1, with people on it who have already written /start. */
export async function startSandbox(botName: string): Promise<Sandbox> {
  const telegramApi = await startTelegramApi({ botName });
  const people = invitePeople(telegramApi.phones);
  const phones = telegramPhones(telegramApi.phones, [...people.subscribers, people.visitor], {
    group: people.editorsGroup,
    people: people.editors,
  });
  return {
    telegram: { apiRoot: telegramApi.url, token: telegramApi.token },
    editorsChat: sampleEditorsChat.id,
    editors: sampleEditors.map((editor) => editor.id),
    phones,
    telegramApi,
    close: () => telegramApi.close(),
  };
}
