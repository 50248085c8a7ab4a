export function isCredit(text: string, plain: string): boolean {
  if (plain.length > 160) return false;
  if (/^[(\s]*(?:صوره|صور|الصوره) (?:ارشيفيه|من الارشيف|تعبيريه|توضيحيه)[)\s.]*$/.test(plain)) return true;
  if (
    /^(?:م?صدر الصوره|صاحب الصوره|حقوق الصوره|image (?:source|caption|credit)|photo(?: credit)?\s*[:|]|getty images?|©)/.test(
      plain,
    )
  )
    return true;
  return (
    /(?:getty images?|shutterstock|unsplash|wikimedia|flickr)[\s)\]/.]*(?:afp|reuters)?[\s)\]]*$/.test(plain) &&
    !/[.؟!]$/.test(text)
  );
}

/** The words of a picture when the line says that it is one («الصورة: …», «تعليق الصورة، …»), else null. */
export function captionText(text: string): string | null {
  const match =
    /^\s*\(?\s*(?:التعليق على الصورة|تعليق الصورة|شرح الصورة|الصورة|صورة|في الصورة|فيديو|شاهد الفيديو|إنفوغراف(?:يك)?)\s*(?:[:،,|–—-]|\((?:أرشيفية|من الأرشيف)\)\s*[:،,]?)\s*(\S.*)$/su.exec(
      text,
    );
  return match?.[1]?.trim() ?? null;
}
