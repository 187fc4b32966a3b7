using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Membership.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>A page of one of the lists of a conversation.</summary>
internal sealed record FindModerationList(string ConversationId, ModerationListKind Kind, int? Limit, string? Next)
    : ExclusiveOperation<ClientPage>(ConversationId)
{
    protected override ValueTask<ClientPage> RunAsync(Conversation conversation)
    {
        var page = IdPage.Of(Kind.ListOf(conversation.App.Services).Of(conversation), Limit, Next);
        return new(new ClientPage { ClientIds = page.Ids, Next = page.Next });
    }
}
