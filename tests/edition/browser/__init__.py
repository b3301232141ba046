"""What a reader does in this document: tasks, questions, pages on paper."""
