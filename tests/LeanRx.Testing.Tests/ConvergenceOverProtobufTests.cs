using LeanRx.Simulation;

namespace LeanRx.Testing.Tests;

/// <summary>The protobuf dialect carries all that law 15 needs.</summary>
public class ConvergenceOverProtobufTests() : ConvergenceSuite(ProtobufTransport.Use);
