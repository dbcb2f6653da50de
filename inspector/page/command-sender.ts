// Sends the page's commands to the server.
import type { PageCommand } from "../server/page-command.ts";

/** Sends commands in the name of the page's feed. */
export interface CommandSender {
  /** Call it with every hello. */
  greet(token: string): void;
  /**
   * Sends a command.
   *
   * @returns the ticket, if the command asks for one
   * @throws Error for the person, if the server does not do it
   */
  send(command: PageCommand): Promise<string | undefined>;
}

export function createCommandSender(): CommandSender {
  let token: string | undefined;
  return {
    greet(next) {
      token = next;
    },
    async send(command) {
      const response = await fetch("/_bunbox/command", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ token, command }),
      });
      if (!response.ok) throw new Error(`bunbox dev answered ${response.status}; reload the page`);
      const { ticket, problem }: { ticket?: string; problem?: string } = await response.json();
      if (problem !== undefined) throw new Error(problem);
      return ticket;
    },
  };
}
