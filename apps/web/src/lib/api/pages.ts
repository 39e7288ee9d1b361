interface PageOf<Item> {
  data: Item[];
  nextCursor: string | null;
}

/** The most pages that are fetched for a select: 5,000 people at 200 a page. */
const mostPages = 25;

/** All items of a list that is short by nature, such as teams. `fetchPage` is given the query fields of the next page. */
export async function allPages<Item>(
  fetchPage: (page: { limit: number; cursor?: string }) => Promise<PageOf<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: PageOf<Item> = await fetchPage({ limit: 200, ...(cursor === null ? {} : { cursor }) });
    items.push(...answer.data);
    cursor = answer.nextCursor;
    if (cursor === null) break;
  }
  return items;
}
