namespace LeanRx.Common.Internal;

/// <summary>Checks of arguments; each error names the argument and the limit.</summary>
internal static class Guard
{
    public const int MaxClientIdLength = 64;

    /// <summary>Most bytes of a command, as servers read it.</summary>
    public const int MaxCommandBytes = 1024 * 1024;

    public static T NotNull<T>(T? value, string argument) where T : class => value ?? throw new ArgumentNullException(argument);

    public static string NotEmpty(string? value, string argument) =>
        NotNull(value, argument).Length > 0 ? Unicode(value!, argument) : throw new ArgumentException($"{argument} is empty.", argument);

    /// <summary>What is larger than a command may be would cost the way to the server and back, and everything beside it the time of both.</summary>
    public static void Size(long bytes, string argument)
    {
        if (bytes > MaxCommandBytes)
            throw new ArgumentException(FormattableString.Invariant($"{argument} takes {bytes:N0} bytes; a command holds at most {MaxCommandBytes:N0} bytes."),
                argument);
    }

    /// <summary>Text without half a surrogate pair: two ids that differ in halves alone would be one on the wire. No longer than a command may be.</summary>
    public static string Unicode(string value, string argument)
    {
        Size(value.Length, argument);
        for (var index = 0; index < value.Length; index++)
        {
            if (!char.IsSurrogate(value[index]))
                continue;
            if (index + 1 == value.Length || !char.IsSurrogatePair(value[index], value[index + 1]))
                throw new ArgumentException($"{argument} is no Unicode text: it holds half a surrogate pair at {index}.", argument);
            index++;
        }
        return value;
    }

    /// <summary>Where a page begins; null for the first page.</summary>
    public static string? Cursor(string? value, string argument) => value is null ? null : Unicode(value, argument);

    public static string ClientId(string? value, string argument) => NotNull(value, argument).Length is >= 1 and <= MaxClientIdLength
        ? Unicode(value!, argument)
        : throw new ArgumentException($"A client id has 1 to {MaxClientIdLength} characters; \"{Shortened(value!)}\" has {value!.Length}.", argument);

    /// <summary>The ids without repetitions, in their order.</summary>
    public static List<string> ClientIds(IEnumerable<string>? values, string argument)
    {
        var distinct = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in NotNull(values, argument))
        {
            if (value is null)
                throw new ArgumentException($"{argument} contains null.", argument);
            if (seen.Add(ClientId(value, argument)))
                distinct.Add(value);
        }
        return distinct;
    }

    public static int InRange(int value, int min, int max, string argument) => value >= min && value <= max
        ? value
        : throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be {min} to {max}.");

    public static string Shortened(string value) => value.Length <= 80 ? value : value.Substring(0, 80) + "…";
}
