using System.Globalization;
using LeanRx.Protocol;

namespace LeanRx.Common.Internal;

/// <summary>Names and durations as they stand in messages for people.</summary>
internal static class Text
{
    public static string NameOf(Frame frame) => frame switch
    {
        SessionFrame session => $"session/{session.Operation}",
        ConversationFrame conversation => $"conv/{conversation.Operation}",
        PatchFrame patch => $"patch/{patch.Operation}",
        BlacklistFrame blacklist => $"blacklist/{blacklist.Operation}",
        _ => frame.Command,
    };

    public static string Of(TimeSpan duration) => duration.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
