"""The least a PySide6 window can be: two buttons, so that a key has something to move between."""

import sys

from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

app = QApplication(sys.argv)
window = QWidget()
rows = QVBoxLayout(window)
rows.addWidget(QPushButton("One"))
rows.addWidget(QPushButton("Two"))
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
