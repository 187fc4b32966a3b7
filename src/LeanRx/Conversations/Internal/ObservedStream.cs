using LeanRx.Common.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>A conversation's stream that keeps the conversation while it has subscribers.</summary>
internal sealed class ObservedStream<T>(IObservable<T> inner, ConversationCore conversation) : IObservable<T>
{
    public IDisposable Subscribe(IObserver<T> observer)
    {
        var observation = new Observation(Guard.NotNull(observer, nameof(observer)), conversation);
        observation.Begin(inner);
        return observation;
    }

    sealed class Observation(IObserver<T> observer, ConversationCore conversation) : IObserver<T>, IDisposable
    {
        IDisposable? _inner;
        int _ended;

        public void Begin(IObservable<T> inner)
        {
            conversation.Observe();
            _inner = inner.Subscribe(this);
        }

        public void OnNext(T value)
        {
            try
            {
                observer.OnNext(value);
            }
            catch
            {
                // It will not be called again: whoever called us unsubscribes it and reports the error.
                End();
                throw;
            }
        }

        public void OnError(Exception error)
        {
            End();
            observer.OnError(error);
        }

        public void OnCompleted()
        {
            End();
            observer.OnCompleted();
        }

        public void Dispose()
        {
            _inner?.Dispose();
            End();
        }

        void End()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
                conversation.Unobserve();
        }
    }
}
