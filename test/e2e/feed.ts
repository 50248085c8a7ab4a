/** An RSS feed as small newsrooms write it: whole texts in `content:encoded`. */
export function rss(
  ...items: readonly {
    readonly slug: string;
    readonly title: string;
    readonly at?: Date;
    /** In the text, below its first paragraph. */
    readonly pictures?: readonly string[];
  }[]
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>درج</title><link>https://daraj.media</link>
${items
  .map(
    ({ slug, title, at = new Date(), pictures = [] }) => `<item>
<title>${title}</title><link>https://daraj.media/${slug}</link><guid isPermaLink="false">${slug}</guid>
<pubDate>${at.toUTCString()}</pubDate>
<content:encoded><![CDATA[<p>قالت البلدية في بيان صدر صباح الاثنين إن قصة ${title} بدأت قبل ثلاثة أعوام حين توقفت أعمال الصيانة في الحي القديم.</p>
${pictures.map((address) => `<figure><img src="${address}" alt=""></figure>`).join('')}
<p>وأضاف البيان أن لجنة من المهندسين ستراجع العقود خلال شهر، وأن نتائج المراجعة ستُنشر للعموم كاملة.</p>
<p>ويقول سكان الحي إنهم تقدموا بشكاوى متكررة من دون أن يتلقوا جواباً من الإدارة المعنية بالملف.</p>
<p>وتبلغ كلفة الأعمال المتوقفة نحو مليوني دولار، بحسب تقرير اطلعت عليه الصحيفة ولم تعلق عليه الشركة المنفذة.</p>]]></content:encoded>
</item>`,
  )
  .join('\n')}
</channel></rss>`;
}

export const rssType = { contentType: 'application/rss+xml; charset=utf-8' } as const;
