using LeanRx.Common.Internal;

namespace LeanRx.Messages.Internal;

internal static class Mentions
{
    /// <summary>Whom a message mentions, as it goes on the wire. Their lengths are the server's matter: a message that came can be sent on.</summary>
    public static IReadOnlyList<string> Of(Message message, string argument)
    {
        var bytes = 0L;
        foreach (var id in message.MentionedClientIds)
            bytes += Guard.Unicode(id ?? throw new ArgumentException($"{argument} mentions null.", argument), argument).Length;
        Guard.Size(bytes, argument);
        return message.MentionedClientIds;
    }
}
