using System.Reactive.Disposables;
using Microsoft.AspNetCore.Components;

namespace WebChat;

/// <summary>A component that is drawn anew with what streams tell, as long as it is there.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    readonly CompositeDisposable _alive = [];

    protected void Watch<T>(IObservable<T> stream, Action<T> heard) => _alive.Add(stream.Subscribe(item => _ = InvokeAsync(() =>
    {
        heard(item);
        StateHasChanged();
    })));

    protected void Own(IDisposable resource) => _alive.Add(resource);

    public void Dispose()
    {
        _alive.Dispose();
        GC.SuppressFinalize(this);
    }
}
