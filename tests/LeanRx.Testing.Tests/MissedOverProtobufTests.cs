using LeanRx.Simulation;

namespace LeanRx.Testing.Tests;

/// <summary>The protobuf dialect cannot say that a list is there and empty: law 8 holds all the same.</summary>
public class MissedOverProtobufTests() : MissedSuite(ProtobufTransport.Use);
