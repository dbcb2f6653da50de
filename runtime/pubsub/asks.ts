// Asks the other servers how many sockets a topic has, and adds up their answers.

/** Longest time to wait for answers, in milliseconds. */
const TIME_LIMIT = 250;

/** The questions that wait for answers. */
export interface Asks {
  /**
   * Asks the servers that hear a topic.
   *
   * @param publish publishes the question, which has this id, and returns how many servers get it, this one included
   */
  ask(publish: (id: string) => Promise<number>): Promise<number>;
  /** Takes an answer; `false` if it is none, or too late. */
  take(payload: string): boolean;
}

/** The answer to a question. */
export function answerTo(id: string, count: number): string {
  return `${id} ${count}`;
}

interface Question {
  sum: number;
  answers: number;
  expected: number;
  readonly end: () => void;
}

/** Starts without a question. */
export function createAsks(): Asks {
  const open = new Map<string, Question>();
  let last = 0;

  function endIfComplete(question: Question): void {
    if (question.answers >= question.expected) question.end();
  }

  return {
    async ask(publish) {
      last += 1;
      const id = String(last);
      const { promise, resolve } = Promise.withResolvers<void>();
      const question: Question = { sum: 0, answers: 0, expected: Infinity, end: resolve };
      open.set(id, question);
      const timer = setTimeout(resolve, TIME_LIMIT);
      // The answers may come before the number of those who give them.
      publish(id).then((servers) => {
        question.expected = servers;
        endIfComplete(question);
      }, resolve);
      await promise;
      clearTimeout(timer);
      open.delete(id);
      return question.sum;
    },
    take(payload) {
      const [, id = "", count = ""] = /^(\d+) (\d{1,9})$/.exec(payload) ?? [];
      const question = open.get(id);
      if (question === undefined) return false;
      question.sum += Number(count);
      question.answers += 1;
      endIfComplete(question);
      return true;
    },
  };
}
