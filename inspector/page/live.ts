// Shows who is connected now: the connections by route, and the topics by name.
import type { LiveConnection, LiveState } from "../server/feed.ts";
import { element, find, keyedList, type Part, pathElement, perPicture, setNote, setText } from "./dom.ts";
import { formatCount, formatPlural, formatTime } from "./format.ts";

/** How many connections per route, and how many topics, are listed. A longer list does not help a reader. */
const MOST_LISTED = 100;

/** The panel of connections and topics. */
export interface Live {
  show(state: LiveState): void;
  /** Shows why the lists are out of date; `""` if they are not. */
  age(note: string): void;
}

export function createLive(): Live {
  const showRoutes = keyedList(find("connections", HTMLElement), ([route]: Group) => route, createGroup);
  const showTopics = keyedList(find("topics", HTMLElement), ([topic]: Topic) => topic, createTopic);
  let state: LiveState | undefined;

  const render = perPicture(() => {
    if (state === undefined) return;
    const { connections, refusals } = state;
    const groups = [...Map.groupBy(connections, ({ route }) => route)].toSorted(byName);
    const topics = countTopics(connections);
    showRoutes(groups);
    showTopics(topics.slice(0, MOST_LISTED));
    find("connections-empty", HTMLElement).hidden = connections.length > 0;
    find("topics-empty", HTMLElement).hidden = topics.length > 0;
    setText(find("live-count", HTMLElement), formatCount(connections.length));
    setText(find("refusals", HTMLElement), `${formatPlural(refusals, "request")} refused since the start.`);
  });

  return {
    show(next) {
      state = next;
      render();
    },
    age: (note) => setNote(find("live-stale", HTMLElement), note),
  };
}

/** Shows a route's pattern and its connections. */
type Group = readonly [route: string, connections: readonly LiveConnection[]];

function createGroup([route]: Group): Part<Group> {
  const count = element("span", { class: "faint" });
  const list = element("ul");
  const more = element("p", { class: "faint" });
  const show = keyedList(list, ({ id }: LiveConnection) => id, createConnection);
  const node = element(
    "details",
    { open: "", class: "group" },
    element("summary", {}, pathElement(route), " ", count),
    list,
    more,
  );
  return {
    node,
    update([, connections]) {
      setText(count, formatCount(connections.length));
      show(connections.slice(0, MOST_LISTED));
      setNote(
        more,
        connections.length > MOST_LISTED ? `and ${formatCount(connections.length - MOST_LISTED)} more` : "",
      );
    },
  };
}

function createConnection({ id, path, remoteAddress, openedAt }: LiveConnection): Part<LiveConnection> {
  const received = element("span");
  const topics = element("span", { class: "topics" });
  const node = element(
    "li",
    { class: "connection" },
    element("span", { class: "name" }, element("span", { class: "id" }, `#${id}`), pathElement(path)),
    element(
      "span",
      { class: "facts faint" },
      element("span", {}, remoteAddress === "" ? "Unix socket" : remoteAddress),
      element("span", {}, `since ${formatTime(openedAt)}`),
      received,
    ),
    topics,
  );
  return {
    node,
    update(connection) {
      setText(received, `${formatPlural(connection.received, "message")} received`);
      setText(
        topics,
        connection.topics.length === 0 ? "no topics" : `topics: ${connection.topics.join(", ")}`,
      );
    },
  };
}

/** Shows a topic and the number of its subscribers. */
type Topic = readonly [topic: string, subscribers: number];

function countTopics(connections: readonly LiveConnection[]): readonly Topic[] {
  const counts = new Map<string, number>();
  for (const topic of connections.flatMap(({ topics }) => topics))
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return [...counts].toSorted(byName);
}

function createTopic([topic]: Topic): Part<Topic> {
  const subscribers = element("span", { class: "faint" });
  return {
    node: element("li", {}, pathElement(topic), subscribers),
    update: ([, count]) => setText(subscribers, formatPlural(count, "subscriber")),
  };
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
