import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { readSource } from '../../src/summaries/source.ts';
import { otherPart } from '../../src/summaries/told-in-part.ts';

const summaryOf = (title: string, ...paragraphs: string[]): string =>
  summariseParagraphs({ title, paragraphs }).summary;

describe('what has several parts is not told by one of them', () => {
  test('a denial has what is denied', () => {
    const charge =
      'وكانت صحيفة «المرسى» قد نشرت أن الحريق أتلف وثائق الموازنة الأصلية في الطابق الثالث، وهي ست عشرة علبة لم تصور.';
    const summary = summaryOf(
      'البلدية: لم تتلف وثيقة في الحريق',
      'نفت بلدية المرسى أن يكون حريق الأسبوع الماضي قد أتلف وثائق الموازنة، وقالت إن الأرشيف كله محفوظ في مبنى آخر.',
      'وأوضحت أن الحريق اقتصر على غرفة للحراس في الطابق الأرضي وعلى سيارتين في المرآب، وأن المكاتب لم تصب بأذى.',
      'وتعمل في المبنى مئة وعشرون موظفة وموظفاً، عادوا إلى مكاتبهم صباح الاثنين بعد أسبوع من العمل في المدرسة المجاورة.',
      charge,
    );
    expect(summary).toMatch(/^نفت بلدية المرسى/);
    expect(summary).toContain('قد نشرت أن الحريق أتلف وثائق الموازنة');
  });

  test('those who are divided are told from both sides', () => {
    const summary = summaryOf(
      'قرار إقفال الجسر القديم أمام السيارات',
      'انقسم سكان الضفتين حول قرار إقفال الجسر القديم أمام السيارات وتحويله إلى ممشى مزروع على مدار السنة.',
      'وقالت جمعية حي الرمانة إن القرار يعيد إلى الضفة هواءها ويخفف ضجيج الليل عن مدرستين.',
      'ووعد المجلس البلدي بأن يغرس على الجسر ثمانين شجرة ليمون قبل بداية الصيف المقبل.',
      'وسيفتح مقهى صغير عند طرفه الشرقي.',
      'في المقابل، يقول تجار سوق الخشب إن زبائنهم لن يصلوا إليهم بعد اليوم إلا من طريق يطول نصف ساعة.',
    );
    expect(summary).toMatch(/^انقسم سكان الضفتين/);
    expect(summary).toContain('يقول تجار سوق الخشب');
  });

  const study = [
    'قالت دراسة أعدها مركز بحوث الحمضيات إن اصفرار أوراق الليمون في السهل الساحلي له سببان، وإنه يعالج لسببين بطريقتين.',
    'وأخذ الباحثون عينات من مئتي بستان بين تشرين وآذار، وفحصوا التربة والماء والجذور في مختبر الجامعة، ثم في مختبرين أجنبيين.',
    'السبب الأول ملوحة المياه التي تسحب من آبار عميقة قرب البحر منذ سنوات الجفاف.',
    'أما السبب الثاني فهو دودة صغيرة تعيش في الجذور، ولا ينفع معها تغيير الماء.',
  ];

  test('and of two reasons that are announced both are told', () => {
    const summary = summaryOf('لاصفرار الليمون في السهل سببان', ...study);
    expect(summary).toContain(`${study[2]} أما السبب الثاني فهو دودة صغيرة تعيش في الجذور`);
  });

  test('or neither, where there is no room for both', () => {
    const { summary } = summariseParagraphs(
      { title: 'لاصفرار الليمون في السهل سببان', paragraphs: study.toSpliced(1, 1) },
      { maxChars: 210 },
    );
    expect(summary).toBe(study[0]);
  });

  const camels = [
    'وتستطيع الجمال أن تصبر على العطش أسبوعين كاملين في الصيف وشهوراً في الشتاء.',
    'والجمال على نوعين، وعلى وجه العموم أكثرها الجمال ذات السنام الواحد، التي تعيش في الصحارى الحارة وتربى للحم والسباق.',
    'والجمل ذو السنامين أقصر منها وأكثف وبراً، ويعيش في سهول آسيا الباردة.',
  ];

  test('of two kinds of which one is told where they are announced', () => {
    const article = { title: 'صبر الجمال على العطش', paragraphs: camels };
    expect(summariseParagraphs(article).summary).toContain(camels.slice(1).join(' '));
    expect(summariseParagraphs(article, { maxChars: 250 }).summary).not.toContain('على نوعين');
  });

  describe('a finding has what it does not say', () => {
    const found =
      'خلصت دراسة أجراها باحثون في جامعة الساحل إلى أن من يشربون ثلاثة أكواب من القهوة كل يوم يعيشون أطول من غيرهم بعامين.';
    const more = [
      'وتابع الباحثون نصف مليون شخص من عشر دول طوال ستة عشر عاماً، وسألوهم عن طعامهم وعن تدخينهم وعن رياضتهم.',
      'وشملت المتابعة شاربي القهوة من دون كافيين أيضاً في سبع من هذه الدول.',
    ];

    test.each([
      'إلا أن الدراسة لا تثبت أن القهوة هي السبب، فقد يكون شاربوها أصح أبداناً.',
      'ودعا باحثون آخرون إلى الحذر، فقد يكون شاربو القهوة أصح أبداناً.',
    ])('%s', (limit) => {
      const end = 'ونشرت الدراسة في مجلة الطب الداخلي.';
      expect(summaryOf('دراسة: القهوة تطيل العمر', found, ...more, limit, end)).toContain(limit);
    });

    test('and not what another one of its kind does not say', () => {
      const partOf = (limit: string): number[] => [
        ...otherPart(
          readSource([found, ...more, limit].map((text) => ({ kind: 'paragraph' as const, text, start: 0 }))),
        ),
      ];
      expect(partOf('إلا أن الدراسة لا تثبت أن القهوة هي السبب.')).toEqual([3]);
      expect(partOf('إلا أن الدراسة القديمة لا تذكر شيئاً عن الشاي.')).toEqual([]);
    });

    test('but no turn of something else', () => {
      const other = 'إلا أن المقاهي لا تغلق أبوابها قبل منتصف الليل في أيام الصيف الحارة.';
      expect(summaryOf('دراسة: القهوة تطيل العمر', found, ...more, other)).not.toContain(other);
    });
  });

  test('who answers those of whom the opening tells is heard', () => {
    const reply = 'وردا على مخاوف موظفي الشركة، أكدت مديرة المختبر هند الزيات أن الكاميرات لن تستخدم لمراقبة أحد.';
    const summary = summaryOf(
      'موظفو شركة النور يرفضون العمل في مشروع للشرطة',
      'وقع مئات من موظفي شركة النور رسالة مفتوحة تطلب من الشركة التوقف عن العمل في مشروع كاميرات للشرطة.',
      'ويتطلب المشروع استخدام برامج الشركة في تمييز الوجوه في محطات القطار والساحات.',
      'وجاء في الرسالة التي نشرتها صحيفة محلية أن الموظفين أعربوا عن مخاوفهم للمديرين قبل ثلاثة أشهر. وتستخدم الشركة ثمانية آلاف موظف في المدن الكبرى.',
      reply,
      'وأكدت الشركة أنها تسمح للشرطة باستخدام البرامج التي طورتها للتعرف على الصور في المحطات.',
    );
    expect(summary).toContain(reply);
  });

  test('the sentence that lists what is announced is told', () => {
    const listed = 'والشروط هي ألا يزيد الحضور على ألفين، وأن تنتهي الحفلات قبل منتصف الليل، وأن يراقب مهندس السور.';
    const summary = summaryOf(
      'الآثار تعيد الحفلات إلى القلعة بشروط',
      'وافقت مديرية الآثار على عودة الحفلات الموسيقية إلى القلعة الرومانية بعد خمس سنوات، لكنها وضعت ثلاثة شروط للمنظمين.',
      'وتوقفت الحفلات بعد سقوط حجارة من السور الشرقي خلال حفل حضره ستة آلاف شخص في صيف ذلك العام.',
      'ورحبت لجنة المهرجان بالقرار ووصفته بأنه تاريخي، ودعت فرقاً من تسع دول إلى برنامجها.',
      listed,
    );
    expect(summary).toContain(listed);
  });
});
