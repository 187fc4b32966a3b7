namespace LeanRx.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">Interleaved rounds, of which medians are taken.</param>
/// <param name="Sending">How long one round of sends lasts.</param>
/// <param name="WarmUp">How long each client is exercised before anything counts.</param>
/// <param name="Pushed">Messages in one round of receiving: fewer than the client lets wait for a slow observer.</param>
/// <param name="IdleClients">Clients whose memory is measured.</param>
/// <param name="IdleSockets">Sockets whose server's memory and processor time are measured.</param>
/// <param name="Settling">How long they are idle before their server's processor time counts.</param>
/// <param name="Broadcasts">Messages of one round of fan-out.</param>
sealed record Arguments(int Rounds, TimeSpan Sending, TimeSpan WarmUp, int Pushed, int IdleClients, int IdleSockets, TimeSpan Settling, int Broadcasts)
{
    public static readonly int[] Outstanding = [1, 16, 256, 1024];

    /// <summary>Receivers of one message in fan-out.</summary>
    public const int Members = 1000;

    public static Arguments Quick { get; } = new(3, TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(1), 30_000, 200, 1000, TimeSpan.Zero, 20);

    public static Arguments Full { get; } = new(9, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 50_000, 5000, 5000, TimeSpan.FromSeconds(48), 100);
}
