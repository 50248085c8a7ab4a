import { Bot, InlineKeyboard } from 'grammy';
import type { Sandbox } from '../../src/sandbox/index.ts';

/** A small real bot that behaves as a newsroom's does, so that the phones have something to show. */
export async function startNewsroomBot(sandbox: Sandbox): Promise<{ bot: Bot; stop: () => Promise<void> }> {
  const bot = new Bot(sandbox.telegram.token, { client: { apiRoot: sandbox.telegram.apiRoot } });
  bot.command('start', async (ctx) => {
    const english = ctx.from?.language_code === 'en';
    await ctx.reply(english ? welcome.en : welcome.ar, {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard()
        .text(english ? 'Politics' : 'سياسة', 'topic:politics')
        .text(english ? 'Economy' : 'اقتصاد', 'topic:economy')
        .row()
        .url(english ? 'Privacy' : 'سياسة الخصوصية', 'https://example.org/privacy'),
    });
    await ctx.reply(story, { parse_mode: 'HTML', disable_notification: true });
  });
  bot.command('latest', (ctx) => ctx.reply(digest, { parse_mode: 'HTML' }));
  bot.callbackQuery(/^topic:/, async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'حُفظ اختيارك' });
    await ctx.editMessageReplyMarkup({ reply_markup: new InlineKeyboard().text('✓ سياسة', 'done') });
  });
  bot.callbackQuery(/^(approve|drop):/, async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'سيُرسل الآن إلى 5 مشتركين', show_alert: true });
    await ctx.editMessageText(`${proposal}\n\n✅ <b>اعتمدته رنا</b>`, { parse_mode: 'HTML' });
  });
  await bot.init();
  await bot.api.setMyCommands(
    [
      { command: 'latest', description: 'آخر الأخبار' },
      { command: 'topics', description: 'المواضيع' },
      { command: 'stop', description: 'إلغاء الاشتراك' },
    ],
    { language_code: 'ar' },
  );
  await bot.api.sendMessage(sandbox.editorsChat, proposal, {
    parse_mode: 'HTML',
    reply_markup: new InlineKeyboard()
      .text('انشر', 'approve:1')
      .text('عاجل', 'approve:2')
      .row()
      .text('لاحقًا', 'drop:1')
      .text('أهمل', 'drop:2'),
  });
  const running = bot.start();
  return {
    bot,
    stop: async () => {
      await bot.stop();
      await running;
    },
  };
}

const welcome = {
  ar: '<b>أهلًا بك في نشرة</b>\n\nنرسل إليك ملخّص أهم الأخبار مع روابطها. لا نحفظ سوى رقم محادثتك، مشفّرًا، ونمحوه متى أردت.\n\nللإلغاء: /stop',
  en: '<b>Welcome to Nashra</b>\n\nWe send you short summaries of the main stories with their links. To leave: /stop',
};
const story =
  '<b><a href="https://example.org/tokayev">توكاييف يراجع تحالفاته بعد منتدى سانت بطرسبرغ</a></b>\n\nيبدو أن الرئيس الروسي فلاديمير بوتين يراجع تحالفاته جراء الموقف المفاجئ لرئيس كازاخستان قاسم جومارت توكاييف. وقال متحدث باسم شركة \u2068CPC\u2069 إن ضخ \u20681.2\u2069 مليون برميل يوميًا توقف في \u206823\u2069 حزيران.\n\n<i>المصدر: درج</i> · <a href="https://example.org/tokayev">اقرأ المزيد</a>';
const digest =
  '<b>نشرة الصباح</b>\n\n<b>1.</b> <a href="https://example.org/a">البنك المركزي يثبّت سعر الفائدة</a>\nأبقى البنك المركزي المصري سعر الفائدة عند 27.25%.\n\n<b>2.</b> <a href="https://example.org/b">OpenAI تعلن نموذجًا جديدًا</a>\nأعلنت الشركة أن النموذج متاح للمطوّرين.\nhttps://example.org/very/long/address/that/has/to/wrap/somewhere?with=parameters&and=more\n\n<blockquote>«لن نتراجع عن القرار»</blockquote>\n#اقتصاد';
const proposal =
  '<b>مقترح للنشر</b> · مراجعة\n\n<b><a href="https://example.org/tokayev">توكاييف يراجع تحالفاته بعد منتدى سانت بطرسبرغ</a></b>\n\nيبدو أن الرئيس الروسي فلاديمير بوتين يراجع تحالفاته.\n\nالملخّص 212 حرفًا، المواضيع: <code>politics</code>';
