import * as chats from './chats.js';
import { createWid, MsgKey } from './ids.js';
import { Collection, Events, Model } from './models.js';
import * as sending from './sending.js';
import { faults, forever, restriction } from './settings.js';
import { ask, reconnect, tell } from './wire.js';

export const socket = new Model({ state: 'UNLAUNCHED', hasSynced: false });
export const connection = new Model({ ref: undefined, platform: 'android', pushname: '' });
export const commands = new Events();
export const progress = { percent: 0 };

/** What the real page does when it is logged out: it says so, forgets, and goes to another address. */
export async function leave(event, afterMs) {
  commands.trigger(event);
  localStorage.clear();
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  location.href = '/?post_logout=1&logout_reason=0';
}

socket.logout = () => {
  tell({ op: 'unlink' });
  return leave('logout', 50);
};
socket.takeover = () => tell({ op: 'takeover' });
socket.reconnect = reconnect;
commands.refreshQR = () => tell({ op: 'refreshQr' });
commands.sendRevokeMsgs = (_chat, { list }) => sending.revoke(list);
commands.sendDeleteMsgs = async () => {};

const contact = (read) => (model) => read(model);

/** The modules that whatsapp-web.js 1.34.7 asks for on the ways that a text channel uses. */
const modules = {
  WAWebSocketModel: { Socket: socket },
  WAWebCmd: { Cmd: commands },
  WAWebConnModel: { Conn: connection },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => progress.percent } },
  WAWebAltDeviceLinkingApi: {
    setPairingType() {},
    async initializeAltDeviceLinking() {},
    async initializeQRLinking() {},
    startAltLinkingFlow: (number) => ask({ op: 'pairingCode', number }),
  },
  WABase64: { encodeB64: (bytes) => btoa(String.fromCharCode(...bytes)) },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: 1 },
  WAWebAdvSignatureApi: {},
  WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: new Uint8Array(32) } }) } },
  WAWebSignalStoreApi: {
    waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: new Uint8Array(32) } }) },
  },
  WAWebUserPrefsMultiDevice: { getADVSecretKey: () => 'c3RhbmRpbg==' },
  WAWebLaunchSocketUtils: { refreshQR: () => commands.refreshQR() },
  WAWebUserPrefsMeUser: {
    getMaybeMePnUser: () => chats.identity.me,
    getMaybeMeLidUser: () => chats.identity.lid,
  },
  WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome' }) },
  WAWebCollections: {
    Msg: chats.messages,
    Chat: chats.chats,
    Contact: Object.assign(chats.contacts, { find: async (id) => chats.contactOf(createWid(id)) }),
    WAWebNewsletterCollection: chats.newsletters,
    GroupMetadata: { update: async () => {} },
    NewsletterMetadataCollection: { update: async () => {} },
    Blocklist: new Collection(),
    BusinessProfile: new Collection(),
  },
  WAWebSyncGatingUtils: {},
  WAWebCallCollection: {},
  WAWebWidFactory: { createWid, createWidFromWidLike: createWid, asUserWidOrThrow: createWid },
  WALinkify: { findLinks: sending.findLinks, findLink: (text) => sending.findLinks(text)[0] ?? null },
  WAWebChatGetters: {
    getIsNewsletter: (chat) => chat.id.isNewsletter(),
    getIsBroadcast: (chat) => chat.id.isBroadcast(),
  },
  WAWebFindChatAction: {
    findOrCreateLatestChat: async (wid) => {
      const chat = chats.chatOf(wid);
      return chat ? { chat, created: false } : null;
    },
  },
  WAWebChatLoadMessages: { loadEarlierMsgs: ({ chat }) => chats.loadEarlier(chat) },
  WAWebContactGetters: {
    getIsMe: (model) => model.id === chats.identity.me,
    getIsUser: (model) => model.id.isUser(),
    getIsGroup: (model) => model.id.isGroup(),
    getIsWAContact: () => true,
    getUserid: (model) => model.id.user,
    getName: contact((model) => model.name),
    getPushname: contact((model) => model.pushname),
    getShortName: contact((model) => model.name),
    getVerifiedName: contact(() => undefined),
    getVerifiedLevel: contact(() => undefined),
    getStatusMute: contact(() => undefined),
    getIsEnterprise: contact(() => undefined),
  },
  WAWebFrontendContactGetters: { getIsMyContact: (model) => Boolean(model.name) },
  WAWebApiContact: {
    getAlternateUserWid: () => null,
    getCurrentLid: chats.lidOf,
    getPhoneNumber: chats.numberOf,
  },
  WAWebQueryExistsJob: {
    queryWidExists: async (wid) => {
      const person = await ask({ op: 'lookUp', address: wid.toString() });
      if (!person) return null;
      chats.meetPerson(person);
      return { wid };
    },
  },
  WAWebLidMigrationUtils: { toPn: chats.numberOf },
  WAWebStreamModel: { Stream: { markAvailable() {}, markUnavailable() {} } },
  WAWebUpdateUnreadChatAction: {
    sendSeen: async ({ chat }) => {
      if (faults.seenHangs) await forever();
      tell({ op: 'seen', chat: (chats.numberOf(chat.id) ?? chat.id).toString() });
      chat.set({ unreadCount: 0 });
    },
  },
  WAWebMsgKey: MsgKey,
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebLinkPreviewChatAction: { getLinkPreview: sending.preview },
  WAWebSendMsgChatAction: { addAndSendMsgToChat: sending.addAndSend },
  WAWebChatStateBridge: {
    async sendChatStateComposing(wid) {
      if (faults.typingHangs) await forever();
      tell({ op: 'typing', chat: (chats.numberOf(wid) ?? wid).toString() });
    },
    async sendChatStateRecording() {},
    async sendChatStatePaused() {},
  },
  WAWebReachoutTimelockUtils: {
    REACHOUT_TIMELOCK_IDB_KEY: 'WAReachoutTimelockState',
    isUserReachoutTimelocked: () => restriction.current !== null,
  },
  WAWebUserPrefsIndexedDBStorage: {
    userPrefsIdb: {
      get: (key) =>
        key === 'WAReachoutTimelockState' && restriction.current
          ? {
              state: 'hidden',
              time_enforcement_ends: restriction.current.until,
              enforcement_type: restriction.current.type,
            }
          : undefined,
    },
  },
  WAWebMsgReply: { canReplyMsg: () => true },
  WAWebMsgActionCapability: {
    canEditText: sending.canEdit,
    canEditCaption: () => false,
    canSenderRevokeMsg: sending.canRevoke,
    canAdminRevokeMsg: () => false,
  },
  WAWebSendMessageEditAction: { sendMessageEdit: sending.edit },
  WAWebLoadNewsletterPreviewChatAction: { loadNewsletterPreviewChat: async (id) => chats.loadNewsletter(id) },
  WAWebMsgDataFromModel: { msgDataFromMsgModel: (model) => model.serialize() },
  WAWebNewsletterUpdateMsgsRecordsJob: {
    addNewsletterMsgsRecords: async () => {},
    updateNewsletterMsgRecord: async () => {},
  },
  WAWebNewsletterSendMessageJob: { sendNewsletterMessageJob: sending.postToNewsletter },
};

export function requireModule(name) {
  if (!Object.hasOwn(modules, name)) throw new Error(`Requiring unknown module "${name}"`);
  return modules[name];
}
