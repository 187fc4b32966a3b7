using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>Asks hooks about changes of messages, outside of the gates and about all of one command side by side.</summary>
internal static class HookedPatches
{
    /// <summary>The changes as they are to be made.</summary>
    /// <exception cref="OperationRefusedException">4405: one of them is refused.</exception>
    public static async ValueTask<List<PatchItem>> ApproveAsync(ISeat author, List<PatchItem> items, List<MessageUpdating> questions)
    {
        var answers = questions.Select(question => author.App.Hooks.ApproveAsync(question).AsTask()).ToList();
        var approved = await Task.WhenAll(answers).ConfigureAwait(false);
        return [.. items.Select((item, index) => Changed(item, questions[index], approved[index]))];
    }

    static PatchItem Changed(PatchItem item, MessageUpdating question, MessageUpdating approved)
    {
        if (question.IsRecall || (approved.Body == question.Body && approved.IsBinary == question.IsBinary))
            return item;
        return approved.IsBinary
            ? item with { BinaryBody = Convert.FromBase64String(approved.Body), Data = null }
            : item with { BinaryBody = null, Data = approved.Body };
    }
}
