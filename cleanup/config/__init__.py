"""The configuration file, and the settings of each file once the command line is added."""
