using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>How an operation runs: its token is minded until it begins, the engine's end waits for it, and a conversation is alone with it.</summary>
internal sealed class OperationScope(Application application, IConversationPlaces places)
{
    public EngineServices Services => Application.Services;

    public Application Application { get; } = application;

    public ValueTask<T> RunAsync<T>(Func<ValueTask<T>> work, CancellationToken cancellationToken) =>
        RunAsync(work, static work => work(), cancellationToken);

    async ValueTask<T> RunAsync<TState, T>(TState state, Func<TState, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Services.InFlight.Begin();
        try
        {
            return await work(state).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is QueryFormatException or QueryTimeoutException or QueryTooLargeException)
        {
            throw new OperationRefusedException(ErrorCodes.ConversationQueryFailed, exception.Message);
        }
        finally
        {
            Services.InFlight.End();
        }
    }

    /// <summary>Runs an operation at the place of its conversation.</summary>
    public ValueTask<T> InAsync<T>(IConversationOperation<T> operation, CancellationToken cancellationToken) =>
        RunAsync((places, Application, operation, cancellationToken),
            static it => it.places.Of(it.Application, it.operation.ConversationId).RunAsync(it.Application, it.operation, it.cancellationToken),
            cancellationToken);
}
