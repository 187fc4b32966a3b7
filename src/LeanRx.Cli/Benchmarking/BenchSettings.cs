using LeanRx.Cli.Common;

namespace LeanRx.Cli.Benchmarking;

/// <summary>The load of <c>leanrx bench</c>.</summary>
/// <param name="Clients">So many clients, each with a connection.</param>
/// <param name="Conversations">So many conversations, among which the clients are divided.</param>
/// <param name="Rate">So many messages a second, of all clients together; 0 for as many as go.</param>
/// <param name="Time">So long.</param>
/// <param name="Payload">So many characters in each message.</param>
sealed record BenchSettings(int Clients, int Conversations, double Rate, TimeSpan Time, int Payload)
{
    /// <summary>What a message says of itself.</summary>
    public const int LeastPayload = 32;

    /// <exception cref="ToolException">A number cannot be; the message names it and its bounds.</exception>
    public static BenchSettings Of(int clients, int conversations, double rate, double seconds, int payload)
    {
        const int mostClients = 50_000;
        const double mostRate = 1_000_000;
        const double mostSeconds = 7 * 24 * 60 * 60;
        const int mostPayload = 1_000_000;
        Require(clients is >= 1 and <= mostClients, "--clients", clients, 1, mostClients);
        Require(conversations >= 1 && conversations <= clients, "--conversations", conversations, 1, clients);
        Require(rate is >= 0 and <= mostRate, "--rate", rate, 0, mostRate);
        Require(seconds is >= 1 and <= mostSeconds, "--seconds", seconds, 1, mostSeconds);
        Require(payload is >= LeastPayload and <= mostPayload, "--payload", payload, LeastPayload, mostPayload);
        return new BenchSettings(clients, conversations, rate, TimeSpan.FromSeconds(seconds), payload);
    }

    static void Require(bool isGood, string option, double value, double least, double most)
    {
        if (!isGood)
            throw new ToolException($"{option} {value}: give a number from {least} to {most}");
    }
}
