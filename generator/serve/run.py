"""`digest serve` from start to end: listen, build, tell where, follow changes, stop."""

import sys
import threading
from urllib.parse import unquote, urlsplit

from generator.base.console import printable
from generator.config.load import base_url, load_config
from generator.config.project import Project
from generator.serve.live import Live, State
from generator.serve.server import SiteServer
from generator.serve.watch import Builder, watch_changes


def serve(project: Project, host: str, port: int, stop: threading.Event | None = None) -> None:
    """Serve the site until Ctrl-C or until `stop` is set.

    The site stands where base_url says that it will: at "/digest/" for "https://lab.example/digest/".
    Raises UsageError when the address is taken, InputError when site.toml cannot be read at the start.
    """
    base = unquote(urlsplit(base_url(load_config(project.root))).path)
    live = Live(State(""))
    # listen first: a port that is taken is told before the work of a build
    with SiteServer(host, port, project.output, base, live) as server:
        # meanwhile the last site is served; its pages reload when the new one is there
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            _follow(project, server, stop or threading.Event())
        except KeyboardInterrupt:
            print("\nstopped", file=sys.stderr)
        finally:
            live.close()
            server.shutdown()


def _follow(project: Project, server: SiteServer, stop: threading.Event) -> None:
    builder = Builder(project)
    for names in watch_changes(project, stop):
        if names:
            more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
            print(f"changed: {printable(names[0])}{more}", file=sys.stderr)
        server.live.publish(builder.build())
        if not names:
            print(f"{server.url} – Ctrl-C ends", flush=True)
