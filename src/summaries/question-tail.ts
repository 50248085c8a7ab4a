import { isInside, quotations, tokens } from '../articles/text/index.ts';

/**
 * Length of a sentence without the question, the «نلقي الضوء على …» or the «وفيما يلي …:» that leads its reader on: «اعتقلت سمر بدوي في
 * الرياض، فمن هي سمر بدوي؟» keeps its news. 0 where there is no such tail, or what stands before it is too little.
 */
export function withoutQuestionTail(sentence: string): number {
  const { spans } = quotations(sentence);
  for (const joint of sentence.matchAll(TAIL)) {
    if (isInside(spans, joint.index)) continue;
    const head = sentence.slice(0, joint.index);
    if (/[؟?]/.test(head) || SUPPOSES.test(head)) return 0;
    if (!/[؟?]/.test(sentence.slice(joint.index)) && AWAITS.test(head)) return 0;
    if (tokens(head).length >= 8) return head.trimEnd().length;
  }
  return 0;
}

/** «لكن لو افترضنا أنه مقبول، فما هو …؟»: the question is what the sentence says. */
const SUPPOSES = /^[وف]?(?:لكن\s+)?(?:لو|إذا|اذا|إن|لئن|كلما)\s/;

/** «ولم يذكر البيان، الذي …، متى كانت الوفاة.»: what it asks is what was not told. */
const AWAITS =
  /(?:^|\s)[وف]?(?:[يت](?:ذكر|وضح|عرف|علم|كشف|حدد|شرح|بي[ّ]?ن|تضح|تبي[ّ]?ن|سأل|تساءل|تساءلون|درك|فهم|در)|سأل|سألت|أوضح|أوضحت|شرح|شرحت|كشف|كشفت)(?=\s)/;

const TAIL =
  /[،؛,]\s*(?=(?:و|ف)?(?:(?:لكن|ولكن)\s+)?(?:في ?ما يلي\s|ماذا|من\s+ه[ويم]ا?\s|ما\s+ه[وي]\s|ما\s+الذي|هل\s|كيف\s|لماذا\s|متى\s|أين\s|نلقي\s|نستعرض\s|نقدم\s|نتعرف\s|نرصد\s|إليكم?\s|وسط\s+(?:ال)?(?:تساؤلات|أسئلة)\s+(?:عن|حول|بشأن)\s|تعرّ?ف(?:وا)?\s+على\s)[^،؛]{4,120}[؟?.:]*$)/gu;
