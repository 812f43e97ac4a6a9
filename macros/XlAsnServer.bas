
Private Const SERVER_FAILED As Long = 1000

' The Python that answers worksheet functions: started when the first cell asks, and kept.
Public Function XLPy() As Variant
    Dim Python As String
    Python = Interpreter()
    If Python = "" Then Err.Raise SERVER_FAILED, Description:=NOT_INSTALLED
    LoadServer FolderOf(Python)
    If 0 <> XLPyDLLActivateAuto(XLPy, ServerCommand(Python), 1) Then Err.Raise SERVER_FAILED, Description:=XLPy
End Function

Private Function ServerCommand(ByVal Python As String) As String
    ServerCommand = """" & Python & """ -I -B -c ""import xlwings; xlwings.serve('$(CLSID)')"""
End Function

' Loads xlwings' library by its whole path: by its bare name Windows would look beside the workbook.
Private Sub LoadServer(ByVal Scripts As String)
    If LoadLibrary(FolderOf(Scripts) & "\" & XLPyDLLName) <> 0 Then Exit Sub
    If LoadLibrary(Scripts & "\" & XLPyDLLName) <> 0 Then Exit Sub
    Err.Raise SERVER_FAILED, Description:=NOT_INSTALLED
End Sub
