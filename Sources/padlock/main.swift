import PadlockCommands

await Padlock.start()
