namespace LeanRx.Testing.Streams.Internal;

internal sealed class ContractValidator<T>(IObservable<T> source) : IObservable<T>
{
    public IDisposable Subscribe(IObserver<T> observer) => source.Subscribe(new Sink(observer));

    sealed class Sink(IObserver<T> observer) : IObserver<T>
    {
        int _inside;
        bool _ended;

        public void OnNext(T value) => Pass(() => observer.OnNext(value), ends: false, $"OnNext({value})");

        public void OnError(Exception error) => Pass(() => observer.OnError(error), ends: true, $"OnError({error.GetType().Name})");

        public void OnCompleted() => Pass(observer.OnCompleted, ends: true, "OnCompleted()");

        void Pass(Action notify, bool ends, string what)
        {
            if (Interlocked.Exchange(ref _inside, 1) == 1)
                throw new StreamAssertionException($"{what} came while another notification was being handled: notifications must not overlap.");
            try
            {
                if (_ended)
                    throw new StreamAssertionException($"{what} came after the end of the stream.");
                _ended = ends;
                notify();
            }
            finally
            {
                Volatile.Write(ref _inside, 0);
            }
        }
    }
}
