using LeanRx.Server;
using LeanRx.Testing.Time.Internal;

namespace LeanRx.Testing.Network.Internal;

/// <summary>An engine and the process in which it runs.</summary>
/// <param name="Name">The name of its node.</param>
/// <param name="Process">The process.</param>
/// <param name="Engine">The engine.</param>
internal sealed record VirtualServer(string Name, ProcessScheduler Process, MessagingEngine Engine);
