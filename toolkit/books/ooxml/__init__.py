"""Office Open XML packages, changed part by part so that nothing unknown is lost."""
