"""Where and when Python takes apart what nobody holds any more: on the screen's thread, between two of its events.

Left to itself Python does that on whatever thread makes the next object. A worker could then come upon a widget that
is done with and take it apart away from the screen, which ends the program; and a full search holds every thread.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Collecting(QObject):
    """Takes the search for what is done with over from Python, until it is stopped."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Searches the youngest objects, or also the older ones, when there are enough new ones to search."""
        for generation, (count, most) in enumerate(zip(gc.get_count(), self._thresholds, strict=True)):
            if count <= most:
                return
            gc.collect(generation)

    def settle(self) -> None:
        """Once the window stands: what is there now stays to the end and need not be searched again."""
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Gives the search back to Python, when no worker is left."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
