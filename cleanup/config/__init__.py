"""The configuration file, and the settings of each file, with the options of the command line."""
