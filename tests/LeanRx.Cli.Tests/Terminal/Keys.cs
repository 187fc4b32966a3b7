namespace LeanRx.Cli.Tests.Terminal;

/// <summary>What a keyboard gives.</summary>
static class Keys
{
    public static readonly ConsoleKeyInfo Enter = new('\r', ConsoleKey.Enter, false, false, false);

    /// <summary>Text as it is typed, one UTF-16 unit after the other.</summary>
    public static IEnumerable<ConsoleKeyInfo> Of(string text) => text.Select(character => new ConsoleKeyInfo(character, ConsoleKey.None, false, false, false));

    public static ConsoleKeyInfo Of(ConsoleKey key) => new('\0', key, false, false, false);

    public static ConsoleKeyInfo Control(ConsoleKey key) => new('\0', key, false, false, control: true);

    public static ConsoleKeyInfo Alt(ConsoleKey key) => new(char.ToLowerInvariant((char)key), key, false, alt: true, control: false);
}
