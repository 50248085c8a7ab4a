export function isCredit(text: string, plain: string): boolean {
  if (plain.length > 160) return false;
  if (/^[(\s]*(?:صوره|صور|الصوره) (?:ارشيفيه|من الارشيف|تعبيريه|توضيحيه)[)\s.]*$/.test(plain)) return true;
  if (
    /^(?:م?صدر الصوره|صاحب الصوره|حقوق الصوره|image (?:source|caption|credit)|photo(?: credit)?\s*[:|]|getty images?|©)/.test(
      plain,
    )
  )
    return true;
  if (!/[.؟!]$/.test(text) && /.{20}©\s*\S+(?: \S+){0,4}$/.test(plain)) return true;
  return (
    /(?:getty images?|shutterstock|unsplash|wikimedia|flickr)[\s)\]/.]*(?:afp|reuters)?[\s)\]]*$/.test(plain) &&
    !/[.؟!]$/.test(text)
  );
}

/** «… في قصر الإليزيه (أ ف ب)», «… (نوافذ/ حسن إبراهيم)»: whose the picture is, behind words that no stop ends. */
const WHOSE =
  /^(.{15,200}[^.؟!…»"”\s])\s*\((?:(?:أ\.? ?ف\.? ?ب|أ\.? ?ب|د\.? ?ب\.? ?أ|رويترز|فرانس برس|الفرنسية|الأناضول|أسوشيتد ?برس|الأوروبية|شينخوا|سبوتنيك|غيتي|AFP|AP|Reuters|Getty(?: Images)?|EPA|Anadolu)\.?(?: ?[-–—/] ?[^()]{2,30})?|[^()/]{2,30}\/ ?[^()/]{2,30})\)$/su;

/** The words of a picture when the line says that it is one («الصورة: …», «تعليق الصورة، …», «… (رويترز)»), else null. */
export function captionText(text: string): string | null {
  const own = WHOSE.exec(text.trim())?.[1];
  if (own !== undefined) return own;
  const match =
    /^\s*\(?\s*(?:التعليق على الصورة|تعليق الصورة|شرح الصورة|الصورة|صورة|في الصورة|فيديو|شاهد الفيديو|إنفوغراف(?:يك)?)\s*(?:[:،,|–—-]|\((?:أرشيفية|من الأرشيف)\)\s*[:،,]?)\s*(\S.*)$/su.exec(
      text,
    );
  return match?.[1]?.trim() ?? null;
}
