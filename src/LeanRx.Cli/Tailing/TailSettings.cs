using LeanRx.Cli.Operators;

namespace LeanRx.Cli.Tailing;

/// <summary>What <c>leanrx tail</c> shows.</summary>
/// <param name="Last">So many messages of before.</param>
/// <param name="ConversationId">Only those of this conversation.</param>
/// <param name="From">Only those of this person.</param>
/// <param name="IsJson">One JSON object a line, as the server gives it.</param>
sealed record TailSettings(int Last, string? ConversationId, string? From, bool IsJson)
{
    public bool IsFiltered => ConversationId is not null || From is not null;

    public bool Shows(MessageEntry message) =>
        (ConversationId is null || message.ConversationId == ConversationId) && (From is null || message.From == From);
}
