import { longestSummary, longestTitle, type StoryText } from '../editions/story-text.ts';
import { count } from './time.tsx';

/** What is wrong with a title or a summary that was filled in. */
export const textFaults: Readonly<Record<Extract<StoryText, { kind: 'wrong' }>['why'], string>> = {
  noTitle: 'العنوان فارغ.',
  longTitle: `العنوان أطول ممّا تتّسع له الرسالة: ${count(longestTitle)} حرف على الأكثر.`,
  longSummary: `الموجز أطول ممّا تتّسع له الرسالة: ${count(longestSummary)} حرف على الأكثر.`,
  control: 'في النصّ حرف لا يُطبع، جاء على الأرجح مع ما لُصق. أعيدوا كتابة موضعه.',
};

/** Title and summary of a story, to be written. `usual`: as long as summaries are by the newsroom's own measure. */
export function TextFields(props: { readonly title: string; readonly summary: string; readonly usual: number }) {
  const { title, summary, usual } = props;
  const length = [...summary].length;
  return (
    <>
      <label>
        <span>العنوان</span>
        <input name="title" value={title} required maxlength={longestTitle} dir="auto" autocomplete="off" />
      </label>
      <label>
        <span>
          الموجز. عدد أحرفه <output data-length-of="summary">{count(length)}</output>، والمعتاد {count(usual)} على
          الأكثر
        </span>
        <textarea name="summary" id="summary" dir="auto" maxlength={longestSummary} rows={7}>
          {summary}
        </textarea>
      </label>
    </>
  );
}
