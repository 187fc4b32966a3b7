using LeanRx.Server.AspNetCore.Hooks.Internal;
using LeanRx.Server.Events;

namespace LeanRx.Server.Hooks;

// protocol.md §7.6
/// <summary>Calls a program over HTTP as LeanCloud called the cloud functions of an application (<c>_messageReceived</c> and the others).</summary>
/// <remarks>
/// <para>Calls are <c>POST {Url}/1.1/functions/{name}</c> with a JSON object; the answer has status 200 and is <c>{"result":{…}}</c>. Any other status, a
/// redirect, something that is not such an answer and one that is too large are failures.</para>
/// <para>The time limit and what happens on failure are those of the <see cref="HookOptions"/> that the hook is in; for functions that differ in these, put it
/// in several. Events without a function of LeanCloud (<see cref="MessageUpdated"/>, <see cref="ConversationUpdated"/>) are not told.</para>
/// </remarks>
public sealed class HttpHook : IMessageHook
{
    readonly HttpFunctions _functions;

    /// <summary>Initializes a hook.</summary>
    /// <exception cref="ArgumentException">An option cannot be used. The message names it.</exception>
    public HttpHook(HttpHookOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        _functions = new HttpFunctions(options);
    }

    /// <summary>The options.</summary>
    public HttpHookOptions Options { get; }

    /// <inheritdoc/>
    public async ValueTask<MessageDecision> OnSendingAsync(MessageSending message, CancellationToken cancellationToken = default) =>
        HttpAnswers.OfMessage(await _functions.CallAsync("_messageReceived", message.ApplicationId, message.At, HttpQuestions.Of(message), cancellationToken)
            .ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask<MessageDecision> OnUpdatingAsync(MessageUpdating message, CancellationToken cancellationToken = default) =>
        HttpAnswers.OfMessage(await _functions.CallAsync("_messageUpdate", message.ApplicationId, message.At, HttpQuestions.Of(message), cancellationToken)
            .ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask<ConversationDecision> OnChangingAsync(ConversationChanging change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (name, question) = HttpQuestions.Of(change);
        return HttpAnswers.OfConversation(await _functions.CallAsync(name, change.ApplicationId, change.At, question, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask<PushDecision> OnReceiversOfflineAsync(ReceiversOffline message, CancellationToken cancellationToken = default) =>
        HttpAnswers.OfPush(await _functions.CallAsync("_receiversOffline", message.ApplicationId, message.At, HttpQuestions.Of(message), cancellationToken)
            .ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask OnEventAsync(ServerEvent happened, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (HttpQuestions.Of(happened) is var (name, question))
            await _functions.CallAsync(name, happened.ApplicationId, happened.At, question, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the address that is called, as it stands in the log.</summary>
    public override string ToString() => $"at {Options.Url.GetLeftPart(UriPartial.Path)}";
}
