using System.Reactive.Concurrency;
using LeanRx.Server.Sessions.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Server.Tests.Support;

/// <summary>Homes of clients that answer later than at once, as those on another node do: each question after the time that is given for it.</summary>
sealed class LateHomes(IClientHomes own, TestScheduler clock) : IClientHomes
{
    /// <summary>After which times the next questions are answered; those beyond at once.</summary>
    public Queue<TimeSpan> Delays { get; } = new();

    public PresenceLog Presence => own.Presence;

    public IEnumerable<string> ClientIds => own.ClientIds;

    public int ClientCountToday => own.ClientCountToday;

    public bool IsOnline(string clientId) => own.IsOnline(clientId);

    public ValueTask<Registration> RegisterAsync(Session session) => LaterAsync(() => own.RegisterAsync(session));

    public bool KnowsEverybody => own.KnowsEverybody;

    public void KeepRoom(string clientId, string? deviceId, string roomId) => own.KeepRoom(clientId, deviceId, roomId);

    public ValueTask<string?> TakeRoomAsync(string clientId, string? deviceId) => own.TakeRoomAsync(clientId, deviceId);

    public ValueTask<int> KickAsync(string clientId, string reason) => own.KickAsync(clientId, reason);

    public void Unregister(Session session) => own.Unregister(session);

    public ValueTask<IReadOnlyList<string>> FindOnlineAsync(IEnumerable<string> clientIds) => LaterAsync(() => own.FindOnlineAsync(clientIds));

    public ValueTask<bool> HasAsync(string clientId, SeatFilter filter) => LaterAsync(() => own.HasAsync(clientId, filter));

    public int Deliver(IReadOnlyList<string> clientIds, ref FanOut fanOut) => own.Deliver(clientIds, ref fanOut);

    public int Deliver(string clientId, ref FanOut fanOut) => own.Deliver(clientId, ref fanOut);

    public int DeliverToAll(ref FanOut fanOut) => own.DeliverToAll(ref fanOut);

    async ValueTask<T> LaterAsync<T>(Func<ValueTask<T>> ask)
    {
        if (Delays.TryDequeue(out var delay))
        {
            var arrived = new TaskCompletionSource();
            clock.Schedule(delay, arrived.SetResult);
            await arrived.Task.ConfigureAwait(false);
        }
        return await ask().ConfigureAwait(false);
    }
}
