using System.Globalization;

namespace LeanRx.Cli.Tailing;

/// <summary>One line of <c>leanrx tail</c>.</summary>
static class FrameLine
{
    /// <summary>For people: local time, an arrow, the frame.</summary>
    public static string ForPeople(FrameRecord record) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{record.Timestamp.ToLocalTime():HH:mm:ss.fff} {(record.Direction == FrameDirection.Sent ? "→" : "←")} {FrameText.Of(record.Frame)}");

    /// <summary>For programs: one JSON object.</summary>
    public static string ForPrograms(FrameRecord record) =>
        string.Create(CultureInfo.InvariantCulture,
            $$"""{"at":"{{record.Timestamp.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}}","direction":"{{(
                record.Direction == FrameDirection.Sent ? "sent" : "received")}}","frame":{{FrameText.Of(record.Frame)}}}""");
}
