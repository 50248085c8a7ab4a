/** What the parts of a dateline are known by, in the spelling that `foldSameLength` leaves. */

const or = (list: string): string =>
  list
    .trim()
    .split(/\s*\|\s*/)
    .join('|');

/** News agencies and networks that sign with their name alone. */
export const AGENCY = or(
  `رويترز|(?:وكاله )?فرانس برس|اسوشيي?تد برس|(?:وكاله )?(?:ال)?اناضول|سبوتنيك|سانا|واس|وام|قنا|كونا|بترا|وفا|معا|صفا|واع|وات|واج|وال|بنا|سونا|سبا|وكالات|الوكالات|شينخوا|تاس
  |الجزيره نت|سكاي نيوز عربيه|العربيه نت|سي ?ان ?ان|بي ?بي ?سي|CNN|AFP|AP|DPA|BBC|EFE|UPI|DW|RT|WAM|SPA|KUNA|QNA|NNA|SANA|MAP|TAP|APS|WAFA|Reuters
  |ا ?\\.? ?ف ?\\.? ?ب\\.?|ا ?\\.? ?ب\\.?|د ?\\.? ?ب ?\\.? ?ا\\.?|ا ?\\.? ?ش ?\\.? ?ا\\.?|و ?\\.? ?م ?\\.? ?ع\\.?`,
);

export const KIND_OF_HOUSE = or(
  'وكاله|صحيفه|جريده|بوابه|موقع|شبكه|قناه|مجله|اذاعه|راديو|تلفزيون|منصه|اخبار(?! (?:محليه|دوليه|عربيه))',
);
export const SIGN_OF_HOUSE = or('نيوز|برس|اونلاين|تايمز|بوست|ديجيتال|للانباء|الاخباريه|الاخباري|الالكترونيه');

/** What a newsroom calls the item, wherever it stands. */
export const LABEL = or(
  'عاجل|بالفيديو(?: والصور)?|بالصور|فيديو|شاهد|محدث|تحديث|حصري|حصريا|خاص|متابعه|متابعات|تقرير|ترجمه خاصه',
);
/** A paper's sections, which are a dateline's only beside a house or a town. */
export const SECTION = or(
  'سياسه|محليات|جهات|صحه|علوم|تعليم|تحقيقات|ملفات|سياحه|بييه|حقوق وحريات|(?:ال)?مال و ?(?:ال)?اعمال|اقتصاد|رياضه|ثقافه|مجتمع|منوعات|فنون|تكنولوجيا|حوادث|دوليات|عربيات|(?:عربي|عرب|محلي) و ?(?:دولي|عالم)|(?:اخبار|شوون|شيون) (?:محليه|دوليه|عربيه|سياسيه|الجامعه|العالم|جهويه)',
);

/** Who wrote it: the word, and whether a colon must stand between it and the name. */
export const BYLINE = or(
  '(?:اجري |اجرت )?ال?حوار|حاورها?|حاوره|حاورته?|حاورتها|كتبت?|كتبه?ا?|بقلم|اعداد|اعده|اعدته|تحرير|ترجمه|تصوير|متابعه|مراسل(?:ه|نا|تنا|و|ون)?|(?:قسم|هييه|فريق|اسره) (?=ال)|موفد(?:ه|نا|تنا)?|من مراسل(?:ه|نا|تنا)?',
);
